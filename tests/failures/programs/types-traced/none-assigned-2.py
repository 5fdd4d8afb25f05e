total = None
print(total + 1)
