import io
io.BytesIO(b"abc").seek(-5)
