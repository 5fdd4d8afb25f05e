print(", ".join("a", "b"))
