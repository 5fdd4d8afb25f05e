def f():
    global x, y = 1, 2
