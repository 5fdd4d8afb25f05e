class InvalidSubjectError(Exception): pass
InvalidSubjectError.__module__ = "jwt.exceptions"
raise InvalidSubjectError("Subject must be a string")
