ages = {"Ada": 36}
x = ages("Ada")
