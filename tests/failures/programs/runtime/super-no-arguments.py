class Base:
    def area(self):
        return 1

class Square(Base):
    @staticmethod
    def area():
        return super().area()

Square.area()
