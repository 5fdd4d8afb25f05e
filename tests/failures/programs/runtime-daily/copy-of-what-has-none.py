import pickle, threading
class Job:
    def __init__(self): self.lock = threading.Lock()
pickle.dumps(Job())
