import threading
threading.stack_size(100)
