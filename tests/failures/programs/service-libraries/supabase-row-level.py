class APIError(Exception): pass
APIError.__module__ = "postgrest.exceptions"
raise APIError("{'code': '42501', 'details': None, 'hint': None, 'message': 'new row violates row-level security policy for table \"todos\"'}")
