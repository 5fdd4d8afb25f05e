class DuplicateIdError(Exception): pass
DuplicateIdError.__module__ = "dash.exceptions"
raise DuplicateIdError("Duplicate component id found in the initial layout: `graph`")
