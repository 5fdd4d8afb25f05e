import os
import sys
import tempfile

folder = tempfile.mkdtemp()
try:
    with open(os.path.join(folder, "broken_module.py"), "w") as out:
        out.write("x = (1,\n     2\ny = 3 3\n")
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    import broken_module
finally:
    os.remove(os.path.join(folder, "broken_module.py"))
    os.rmdir(folder)

# expect: count: 1
# expect: root.type: SyntaxError
# expect: root.file: ...broken_module.py
# expect: root.frame.-1.source: import broken_module
