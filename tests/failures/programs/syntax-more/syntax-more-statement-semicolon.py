def f():;
    pass
