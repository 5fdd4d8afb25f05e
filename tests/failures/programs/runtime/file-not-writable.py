with open("notes.txt", "w") as f:
    f.write("a")
with open("notes.txt") as f:
    f.write("b")
