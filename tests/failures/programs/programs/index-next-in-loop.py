temps = [12, 15, 11]
for i in range(len(temps)):
    if temps[i + 1] > temps[i]:
        print("warmer")
