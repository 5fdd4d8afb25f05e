import io
io.StringIO(b"abc")
