seen = {1, 2, 3}
for x in seen:
    seen.remove(x)
