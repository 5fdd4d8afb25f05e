with open("x", "w") as f:
    pass
f.write("text")
