from concurrent.futures import ThreadPoolExecutor
import time
with ThreadPoolExecutor() as ex:
    f = ex.submit(time.sleep, 0.2)
    f.result(timeout=0.01)
