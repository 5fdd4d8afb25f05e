import pickle
pickle.dumps({}).decode("utf-8")
