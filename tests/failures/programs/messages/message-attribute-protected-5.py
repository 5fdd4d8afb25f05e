(5).real = 3
