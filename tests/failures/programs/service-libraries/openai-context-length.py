class BadRequestError(Exception): pass
BadRequestError.__module__ = "openai"
raise BadRequestError("Error code: 400 - {'error': {'message': \"This model's maximum context length is 16385 tokens. However, your messages resulted in 20000 tokens.\", 'code': 'context_length_exceeded'}}")
