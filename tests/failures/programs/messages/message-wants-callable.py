import functools
def work():
    print("done")
functools.partial(work())
