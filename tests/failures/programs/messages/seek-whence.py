import io
io.BytesIO(b"abc").seek(0, 5)
