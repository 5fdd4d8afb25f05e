count = input("How many? ")
for n in range(count):
    print(n)
