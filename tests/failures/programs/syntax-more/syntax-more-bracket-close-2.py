x = int(input("age")
print(x)
