def outer(value):
    return inner(value)


def inner(value):
    return value["missing"]


outer({})

# expect: count: 1
# expect: root.type: KeyError
# expect: root.message: 'missing'
# expect: root.frames: 3
# expect: root.frame.0.function: <module>
# expect: root.frame.-1.function: inner
# expect: root.frame.-1.line: 6
# expect: root.frame.-1.source: return value["missing"]
# expect: root.user.file: ...plain.py
