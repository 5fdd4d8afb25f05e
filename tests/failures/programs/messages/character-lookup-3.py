import unicodedata
print(unicodedata.digit("a"))
