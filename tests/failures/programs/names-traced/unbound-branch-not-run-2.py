def last(rows):
    for row in rows:
        found = row
    return found
last([])
