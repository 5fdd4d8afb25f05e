print(5 in "a5")
