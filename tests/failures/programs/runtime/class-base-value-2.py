import threading

class Worker(threading):
    pass
