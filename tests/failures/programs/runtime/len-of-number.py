year = 1843
print(len(year))
