import io
io.StringIO(5)
