import queue
def fill(q):
    for n in (1, 2): q.put((1, {"n": n}))
fill(queue.PriorityQueue())
