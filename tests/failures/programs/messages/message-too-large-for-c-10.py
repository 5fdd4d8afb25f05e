import threading
threading.Lock().acquire(timeout=1e300)
