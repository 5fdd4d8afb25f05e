import io
io.StringIO("a", newline="crlf")
