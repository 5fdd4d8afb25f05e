numbers = [1, 2]
with open("x.txt", "w") as f:
    f.writelines(numbers)
