y = [x for x in [] if x = 1]
