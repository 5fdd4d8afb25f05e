import contextvars
v = contextvars.ContextVar("v")
t = v.set(1)
v.reset(t)
v.reset(t)
