class Error(Exception): pass
Error.__module__ = "playwright._impl._errors"
raise Error("BrowserType.launch: \nHost system is missing dependencies to run browsers.\nPlease install them with the following command:")
