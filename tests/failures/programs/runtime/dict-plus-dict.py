defaults = {"a": 1}
mine = {"a": 2}
print(defaults + mine)
