import signal, threading, sys
def f():
    try:
        signal.signal(signal.SIGTERM, lambda *a: None)
    except ValueError:
        sys.excepthook(*sys.exc_info())
        import os; os._exit(1)
threading.Thread(target=f).start()
