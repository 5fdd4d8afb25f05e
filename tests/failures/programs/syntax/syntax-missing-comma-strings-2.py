n = 3
print("total" n)
