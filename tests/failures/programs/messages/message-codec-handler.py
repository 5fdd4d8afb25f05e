import unicodedata
unicodedata.normalize("UTF-8", "a")
