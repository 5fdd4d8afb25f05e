import threading
threading.current_thread().isAlive()
