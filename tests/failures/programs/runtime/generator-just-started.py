def totals():
    total = 0
    while True:
        total += yield total

g = totals()
g.send(5)
