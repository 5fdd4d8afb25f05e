print(Math.sqrt(3))
