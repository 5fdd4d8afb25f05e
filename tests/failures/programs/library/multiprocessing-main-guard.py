import multiprocessing as mp
mp.set_start_method("spawn", force=True)
p = mp.Process(target=print)
p.start()
p.join()
if p.exitcode: raise SystemExit(p.exitcode)
