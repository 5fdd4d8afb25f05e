s = "a"
s.append("b")
