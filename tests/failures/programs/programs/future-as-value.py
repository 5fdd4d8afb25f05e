from concurrent.futures import ThreadPoolExecutor
def sq(x):
    return x * x
with ThreadPoolExecutor() as ex:
    futures = [ex.submit(sq, i) for i in range(3)]
print(sum(futures))
