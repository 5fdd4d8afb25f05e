d = {1: 2}
for key value in d.items():
    print(key, value)
