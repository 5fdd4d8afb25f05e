import threading
threading.Thread(print)
