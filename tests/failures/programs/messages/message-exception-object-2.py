ExceptionGroup("x", [])
