limit = "3"
print(5 > limit)
