import sqlite3, threading, sys, os
c = sqlite3.connect(":memory:")
def f():
    try: c.execute("select 1")
    except Exception: sys.excepthook(*sys.exc_info()); os._exit(1)
threading.Thread(target=f).start()
