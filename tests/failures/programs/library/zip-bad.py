import zipfile, io
zipfile.ZipFile(io.BytesIO(b"<html>"))
