sum = 3
print(sum([1]))
