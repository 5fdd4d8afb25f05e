import contextvars
contextvars.ContextVar(5j)
