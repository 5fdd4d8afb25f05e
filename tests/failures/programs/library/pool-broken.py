import os, concurrent.futures as cf
def die(): os._exit(1)
if __name__ == "__main__":
    with cf.ProcessPoolExecutor(1) as e: e.submit(die).result()
