import pickle
pickle.dumps(pickle.PickleBuffer(b"a"), protocol=4)
