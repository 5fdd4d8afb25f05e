import asyncio, threading, sys, os
def f():
    try: asyncio.get_event_loop()
    except RuntimeError: sys.excepthook(*sys.exc_info()); os._exit(1)
threading.Thread(target=f).start()
