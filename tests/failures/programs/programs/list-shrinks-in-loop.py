data = [1, 2, 3, 4]
for i in range(len(data)):
    if data[i] % 2 == 0:
        data.pop(i)
