import pickle
pickle.loads(b"I12x\n.")
