for i in range("5"): pass
