b = "x"
x = 'a' b
