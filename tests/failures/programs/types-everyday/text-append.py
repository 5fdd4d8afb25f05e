line = "a"
line.append("b")
