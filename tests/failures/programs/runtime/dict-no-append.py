ages = {"Ada": 36}
ages.append("Alan")
