import contextvars
contextvars.Context(a=1)
