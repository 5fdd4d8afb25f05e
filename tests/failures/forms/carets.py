rows = {"a": {"b": None}}
print(rows["a"]["b"]["c"] + 1)

# python: 3.11-
# expect: count: 1
# expect: root.type: TypeError
# expect: root.frame.0.source: print(rows["a"]["b"]["c"] + 1)
# expect: root.frame.0.caret: 7-25
