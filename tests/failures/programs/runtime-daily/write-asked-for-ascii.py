open("a.txt", "w", encoding="ascii").write("Größe")
