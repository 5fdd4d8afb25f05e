ages = {}
ages.add("Ada", 36)
