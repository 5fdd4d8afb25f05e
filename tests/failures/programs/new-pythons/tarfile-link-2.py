import io, tarfile
file = io.BytesIO()
with tarfile.open(fileobj=file, mode="w") as tar:
    link = tarfile.TarInfo("python")
    link.type, link.linkname = tarfile.SYMTYPE, "../../python3"
    tar.addfile(link)
file.seek(0)
with tarfile.open(fileobj=file) as tar:
    tar.extractall("out", filter="data")
