class Till:
    def __init__(self):
        self.__sum = 1

print(Till().__sum)
