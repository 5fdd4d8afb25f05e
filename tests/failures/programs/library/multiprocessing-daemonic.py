import multiprocessing as mp
def inner(x): return x
def outer(x):
    p = mp.Process(target=inner, args=(1,)); p.start()
if __name__ == "__main__":
    mp.set_start_method("fork", force=True)
    with mp.Pool(1) as pool: pool.map(outer, [1])
