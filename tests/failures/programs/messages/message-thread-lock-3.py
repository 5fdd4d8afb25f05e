import multiprocessing
multiprocessing.BoundedSemaphore(1).release()
