import heapq
class Job:
    def __init__(self, n): self.n = n
heap = []
for n in (1, 2):
    heapq.heappush(heap, (1, Job(n)))
