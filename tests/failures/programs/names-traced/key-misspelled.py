person = {"name": "Ada", "born": 1815}
print(person["nmae"])
