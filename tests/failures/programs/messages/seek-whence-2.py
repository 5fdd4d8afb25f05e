import io
io.StringIO("abc").seek(0, 5)
