names = ["Ann", "Bob", "Eve"]
ages = [31, 45]
for i in range(len(names)):
    print(names[i], ages[i])
