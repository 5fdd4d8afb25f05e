import threading
class Worker(threading.Thread):
    def __init__(self):
        self.count = 0
Worker().start()
