with open("notes.txt", "w") as f:
    print(f.read())
