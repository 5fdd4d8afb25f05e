class Error(Exception): pass
Error.__module__ = "playwright._impl._errors"
raise Error("BrowserType.launch: Executable doesn't exist at /home/ada/.cache/ms-playwright/chromium-1091/chrome-linux/chrome")
