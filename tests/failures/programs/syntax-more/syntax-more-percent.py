rate = 50%
