import io, tarfile
file = io.BytesIO()
with tarfile.open(fileobj=file, mode="w") as tar:
    device = tarfile.TarInfo("dev/console")
    device.type = tarfile.CHRTYPE
    tar.addfile(device)
file.seek(0)
with tarfile.open(fileobj=file) as tar:
    tar.extractall("out", filter="data")
