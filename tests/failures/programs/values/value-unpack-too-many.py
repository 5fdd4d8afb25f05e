d = {"abc": 1}
for key, value in d:
    print(key, value)
