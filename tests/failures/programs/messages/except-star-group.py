try:
    raise ExceptionGroup("x", [ValueError(1)])
except* ExceptionGroup:
    pass
