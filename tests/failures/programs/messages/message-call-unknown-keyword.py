print(enumerate([1], begin=1))
