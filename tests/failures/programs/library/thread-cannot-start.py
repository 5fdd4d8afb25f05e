import _thread
raise RuntimeError("can't start new thread")
