import queue
q = queue.Queue()
print(q.get_nowait())
