import pickle
pickle.dumps(b"a", protocol=4, buffer_callback=print)
