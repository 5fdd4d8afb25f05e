class AuthenticationError(Exception): pass
AuthenticationError.__module__ = "openai"
raise AuthenticationError("Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-abc***. You can find your API key at https://platform.openai.com/account/api-keys.', 'type': 'invalid_request_error', 'code': 'invalid_api_key'}}")
