print(isinstance(5))
