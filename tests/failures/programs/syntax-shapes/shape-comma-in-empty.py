print(,)
