import concurrent.futures as cf
e = cf.ThreadPoolExecutor(); e.shutdown(); e.submit(print)
