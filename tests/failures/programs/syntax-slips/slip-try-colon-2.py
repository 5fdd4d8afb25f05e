x = 1
if x > 3:
    print("a")
else print("b")
