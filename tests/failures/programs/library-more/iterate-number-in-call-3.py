digits = list(1234)
