import io
io.BytesIO(b"abc").read([1])
