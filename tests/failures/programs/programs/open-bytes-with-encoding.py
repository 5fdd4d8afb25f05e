open("x.txt", "rb", encoding="utf-8")
