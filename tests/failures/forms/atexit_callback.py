import atexit


def farewell():
    raise ValueError("at exit")


atexit.register(farewell)

# pypy: no
# expect: -1.type: ValueError
# expect: root.message: at exit
# expect: root.origin: atexit
# expect: root.user.function: farewell
