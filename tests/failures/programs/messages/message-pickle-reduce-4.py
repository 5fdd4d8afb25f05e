import pickle
class Point:
    def __getnewargs__(self):
        return 1
pickle.dumps(Point())
