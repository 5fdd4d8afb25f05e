n = 3.7
print(n.round())
