print(complex([1]))
