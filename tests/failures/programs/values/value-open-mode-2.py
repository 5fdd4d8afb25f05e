open("x", "rb", encoding="utf-8")
