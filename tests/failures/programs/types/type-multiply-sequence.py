price = "3"
print(price * 1.5)
