import threading, sys
class Late:
    def __init__(self):
        self.t = threading
        self.e = sys
    def __del__(self):
        try:
            self.t.Thread(target=print).start()
        except RuntimeError as error:
            self.e.stderr.write("Traceback (most recent call last):\n  File \"app.py\", line 8, in __del__\n    self.t.Thread(target=print).start()\n%s: %s\n" % (type(error).__name__, error))
late = Late()
import os, atexit
atexit.register(lambda: None)
raise SystemExit(1)
