count = 5
with open("notes.txt", "w") as f:
    f.write(count)
