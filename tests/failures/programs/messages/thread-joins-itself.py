import threading
for t in threading.enumerate():
    t.join()
