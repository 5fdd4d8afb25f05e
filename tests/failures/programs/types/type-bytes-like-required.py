with open("x", "wb") as f:
    f.write("text")
