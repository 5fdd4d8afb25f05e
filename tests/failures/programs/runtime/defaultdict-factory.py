from collections import defaultdict
counts = defaultdict(0)
