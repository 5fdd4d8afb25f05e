import pickle
pickle.loads(b"c__main__\nMissing\n.")
