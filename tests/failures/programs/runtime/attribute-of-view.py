ages = {"Ada": 36}
names = ages.keys()
names.sort()
