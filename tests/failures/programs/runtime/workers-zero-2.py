import multiprocessing
multiprocessing.Pool(0)
