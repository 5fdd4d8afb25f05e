import sys

sys.stdout.write("before\n")
compile("def f(:\n    pass\n", "broken.py", "exec")

# pypy: no
# expect: count: 1
# expect: root.type: SyntaxError
# expect: root.message: invalid syntax
# expect: root.file: broken.py
# expect: root.line: 1
# expect: root.source: def f(:
# expect: root.caret: 7-7
# expect: root.frames: 1
