name, age = "Ada Lovelace 36".split()
