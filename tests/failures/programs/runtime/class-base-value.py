class Counter(5):
    pass
