import io, tarfile
file = io.BytesIO()
with tarfile.open(fileobj=file, mode="w") as tar:
    tar.addfile(tarfile.TarInfo("../passwords"))
file.seek(0)
with tarfile.open(fileobj=file) as tar:
    tar.extractall("out", filter="data")
