lst = [3, 1]
print(lst.sort()[0])
