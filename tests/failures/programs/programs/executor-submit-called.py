from concurrent.futures import ThreadPoolExecutor
def sq(x):
    return x * x
with ThreadPoolExecutor() as ex:
    future = ex.submit(sq(3))
    print(future.result())
