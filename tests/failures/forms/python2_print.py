print "hello"
# python: 3.6-
# expect: count: 1
# expect: root.type: SyntaxError
# expect: root.source: print "hello"
# expect: root.message: Missing parentheses in call to 'print'...
