if True:
        a = 1
	b = 2
# python: 3.6-
# expect: count: 1
# expect: root.type: TabError
# expect: root.line: 3
# expect: root.message: inconsistent use of tabs and spaces in indentation
