import unicodedata
unicodedata.normalize("NFC", None)
