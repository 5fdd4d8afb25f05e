digits = map(int, "31")
digits.append(2)
