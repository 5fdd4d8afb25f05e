class Engine:
    power = 90
class Car:
    def __init__(self):
        self.engine = Engine()
print(Car().power)
