def each(rows):
    for row in rows:
        print(row)
each(None)
