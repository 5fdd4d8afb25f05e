for row in []:
    last = row
print(last)
