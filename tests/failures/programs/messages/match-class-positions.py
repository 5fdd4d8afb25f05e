class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
match Point(0, 1):
    case Point(0, y):
        print(y)
