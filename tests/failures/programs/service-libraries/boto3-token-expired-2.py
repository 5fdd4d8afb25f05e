import botocore.exceptions
raise botocore.exceptions.UnauthorizedSSOTokenError()
