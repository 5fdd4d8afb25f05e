import pickle, io
class P(pickle.Pickler):
    def __init__(self, f):
        self.f = f
P(io.BytesIO()).dump(1)
