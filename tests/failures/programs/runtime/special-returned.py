class Point:
    def __str__(self):
        print("a point")

print(Point())
