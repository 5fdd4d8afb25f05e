import ctypes

ctypes.pythonapi.Py_FatalError(b"the state is broken")

# pypy: no
# expect: count: 1
# expect: root.kind: fatal
# expect: root.message: ...the state is broken
# expect: root.signal: 6
