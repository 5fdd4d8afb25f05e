class Till:
    def __init__(self):
        self.__sum = 1

class Big(Till):
    def show(self):
        return self.__sum

Big().show()
