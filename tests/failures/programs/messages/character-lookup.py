import unicodedata
print(unicodedata.name("\n"))
