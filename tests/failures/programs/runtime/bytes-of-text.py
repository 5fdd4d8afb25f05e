with open("notes.bin", "wb") as f:
    f.write("hello")
