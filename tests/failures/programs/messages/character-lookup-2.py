import unicodedata
print(unicodedata.lookup("SMILING CAT TEAPOT"))
