import ctypes

ctypes.string_at(0)

# pypy: no
# expect: count: 1
# expect: root.kind: signal
# expect: root.type: SIGSEGV
# expect: root.signal: 11
