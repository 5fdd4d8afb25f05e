import gc
gc.collect(9)
