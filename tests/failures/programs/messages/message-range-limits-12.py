import tracemalloc
tracemalloc.start(0)
