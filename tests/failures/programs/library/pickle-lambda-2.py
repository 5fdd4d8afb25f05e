import pickle, threading
pickle.dumps(threading.Lock())
