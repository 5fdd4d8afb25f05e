prices = "3 4 5".split()
print(sum(prices))
