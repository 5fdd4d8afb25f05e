try:
    number = int("x")
print("done")
