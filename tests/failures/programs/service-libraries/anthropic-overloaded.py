class OverloadedError(Exception): pass
OverloadedError.__module__ = "anthropic._exceptions"
raise OverloadedError("Error code: 529 - {'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}}")
