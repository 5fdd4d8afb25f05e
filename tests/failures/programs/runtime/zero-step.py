step = 5 // 10
print(list(range(0, 10, step)))
