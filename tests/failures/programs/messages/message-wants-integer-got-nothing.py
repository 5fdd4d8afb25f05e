def count():
    print(3)
for i in range(count()):
    pass
