print(", ".join(5))
