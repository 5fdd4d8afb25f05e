x = raw_input("? ")
