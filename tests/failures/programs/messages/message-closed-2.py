import io
f = io.BufferedReader(io.BytesIO())
f.detach()
f.read()
