try:
    x = int("3")
x = 5
except ValueError:
    pass
