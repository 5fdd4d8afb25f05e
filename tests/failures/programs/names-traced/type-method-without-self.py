class Car:
    def drive(speed):
        return speed
Car().drive(5)
