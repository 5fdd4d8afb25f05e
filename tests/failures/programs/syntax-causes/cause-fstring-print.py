x = 3
print(f"{print x}")
