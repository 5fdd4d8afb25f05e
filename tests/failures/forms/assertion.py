value = 1
assert value == 2

# expect: count: 1
# expect: root.type: AssertionError
# expect: root.origin: none
