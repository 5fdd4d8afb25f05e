class RateLimitError(Exception): pass
RateLimitError.__module__ = "openai"
raise RateLimitError("Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}")
