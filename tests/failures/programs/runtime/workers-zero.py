import concurrent.futures
concurrent.futures.ThreadPoolExecutor(max_workers=0)
