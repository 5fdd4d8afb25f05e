print(type("a", str))
