with open("x", "w") as f:
    f.write(b"bytes")
