import zipfile
zipfile.ZipFile("a.zip", "w").close()
zipfile.ZipFile("a.zip").read("data.csv")
