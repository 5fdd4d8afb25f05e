name, age = "Ada".split(",")
