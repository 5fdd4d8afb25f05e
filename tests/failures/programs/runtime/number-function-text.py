price = "5.5"
print(round(price))
