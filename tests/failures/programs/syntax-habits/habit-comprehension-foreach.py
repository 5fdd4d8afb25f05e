squares = [x*x foreach x in range(10)]
