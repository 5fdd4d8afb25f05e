class Outer(object):
    class Refused(Exception):
        pass


def f():
    class Local(Exception):
        pass
    raise Local("from a function")


try:
    raise Outer.Refused
except Exception:
    f()

# python: 3.6-
# expect: count: 1
# expect: 0.name: Local
# expect: 0.message: from a function
# expect: 0.link: context
# expect: root.name: Refused
# expect: root.message: 
