import os
class P:
    def __fspath__(self):
        return 5
os.stat(P())
