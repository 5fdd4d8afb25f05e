import pickle
pickle.loads(b"h\x05.")
