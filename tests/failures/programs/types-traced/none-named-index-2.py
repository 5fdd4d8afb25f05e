def first(rows):
    rows[0] = 1
first(None)
