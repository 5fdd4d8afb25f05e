def call(*values):
    raise ValueError("too many values")


call(
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
)

# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: too many values
# expect: root.frames: 2
# expect: root.frame.1.function: call
# expect: root.frame.1.source: raise ValueError("too many values")
