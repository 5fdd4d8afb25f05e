class Handle(object):
    def __del__(self):
        raise ValueError("in a finalizer")


handle = Handle()
del handle

# pypy: no
# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: in a finalizer
# expect: root.origin: __del__
