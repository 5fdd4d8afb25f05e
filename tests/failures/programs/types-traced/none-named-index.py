def first(rows):
    print(rows[0])
first(None)
