print("a-b".replace("-"))
