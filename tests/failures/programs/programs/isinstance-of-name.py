x = 3
if isinstance(x, "int"):
    print("a number")
