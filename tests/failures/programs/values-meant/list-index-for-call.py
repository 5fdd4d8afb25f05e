x = list[1, 2, 3]
for i in range(len(x)):
    print(x[i])
