import contextvars
a = contextvars.ContextVar("a")
b = contextvars.ContextVar("b")
b.reset(a.set(1))
