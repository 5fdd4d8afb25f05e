import unicodedata
unicodedata.normalize("nfc", "abc")
