try:
    x = 1
except ValueError if x:
    pass
