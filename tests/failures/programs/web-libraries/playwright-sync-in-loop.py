class Error(Exception): pass
Error.__module__ = "playwright._impl._errors"
raise Error("It looks like you are using Playwright Sync API inside the asyncio loop.\nPlease use the Async API instead.")
