try:
    1 / 0
except ZeroDivisonError:
    pass
