def f():
return 1
# expect: count: 1
# expect: root.type: IndentationError
# expect: root.message: expected an indented block...
# expect: root.line: 2
# expect: root.source: return 1
