import pickle
class Point:
    def __reduce__(self):
        return (Point, [1])
pickle.dumps(Point())
