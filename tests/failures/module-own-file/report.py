from pricing import total

print(total([1, 2]))
