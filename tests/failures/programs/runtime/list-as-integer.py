names = ["Ada"]
for i in range(names):
    print(i)
