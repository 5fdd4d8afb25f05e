raise ValueError("first line\n  second, indented\n\nfourth, after an empty one")

# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: first line\n  second, indented\n\nfourth, after an empty one
