raise AttributeError("'Engine' object has no attribute 'execute'")
