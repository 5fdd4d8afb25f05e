import ctypes
ctypes.pythonapi.PyEval_RestoreThread(None)
