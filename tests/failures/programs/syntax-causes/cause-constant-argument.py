f = dict(None=1)
