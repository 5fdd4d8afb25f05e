class Prices:
    limit = 2
    low = [p for p in (1, 2, 3) if p < limit]
