class TimeoutError(Exception): pass
TimeoutError.__module__ = "playwright._impl._errors"
raise TimeoutError("Locator.click: Timeout 30000ms exceeded.\nCall log:\n  - waiting for locator(\"#go\")")
