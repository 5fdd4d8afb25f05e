def f():
    global (x)
