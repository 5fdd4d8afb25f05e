price = "1,234"
print(int(price))
