def f(x):
    if x = 1:
        return x
# expect: count: 1
# expect: root.type: SyntaxError
# expect: root.file: ...syntax_file.py
# expect: root.line: 2
# expect: root.source: if x = 1:
# expect: root.frames: 0
