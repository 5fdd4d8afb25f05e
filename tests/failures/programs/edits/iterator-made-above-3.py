even = filter(None, [1, 2])
print(even[0])
