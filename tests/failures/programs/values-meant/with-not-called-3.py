import threading

with threading.Lock as lock:
    pass
