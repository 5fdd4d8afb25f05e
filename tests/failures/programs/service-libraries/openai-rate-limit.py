class RateLimitError(Exception): pass
RateLimitError.__module__ = "openai"
raise RateLimitError("Error code: 429 - {'error': {'message': 'Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000.', 'type': 'tokens', 'code': 'rate_limit_exceeded'}}")
