class NotFoundError(Exception): pass
NotFoundError.__module__ = "openai"
raise NotFoundError("Error code: 404 - {'error': {'message': 'The model `gpt-4-32k` does not exist or you do not have access to it.', 'type': 'invalid_request_error', 'param': None, 'code': 'model_not_found'}}")
