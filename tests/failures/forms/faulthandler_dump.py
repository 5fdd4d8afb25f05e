import ctypes
import faulthandler

faulthandler.enable()


def crash():
    ctypes.string_at(0)


crash()

# python: 3.6-
# pypy: no
# expect: count: 1
# expect: root.kind: fatal
# expect: root.type: Fatal Python error
# expect: root.message: Segmentation fault
# expect: root.signal: 11
# expect: root.frame.0.function: <module>
# expect: root.frame.1.function: crash
