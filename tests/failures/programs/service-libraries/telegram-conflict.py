class Conflict(Exception): pass
Conflict.__module__ = "telegram.error"
raise Conflict("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
