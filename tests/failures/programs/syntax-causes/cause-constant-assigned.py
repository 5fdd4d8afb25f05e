None = 3
print(None)
