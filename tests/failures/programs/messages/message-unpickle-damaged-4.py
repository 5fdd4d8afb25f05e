import pickle
pickle.loads(b"S'abc\n.")
