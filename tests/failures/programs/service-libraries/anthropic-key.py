class AuthenticationError(Exception): pass
AuthenticationError.__module__ = "anthropic"
raise AuthenticationError("Error code: 401 - {'type': 'error', 'error': {'type': 'authentication_error', 'message': 'invalid x-api-key'}}")
