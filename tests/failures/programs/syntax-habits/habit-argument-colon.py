print("a" : "b")
