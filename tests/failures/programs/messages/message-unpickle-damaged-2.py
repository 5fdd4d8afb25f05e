import pickle
pickle.loads(b"Pid1\n.")
