open("x" * 300)
