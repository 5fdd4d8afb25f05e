import google.auth.exceptions
raise google.auth.exceptions.RefreshError("('invalid_grant: Token has been expired or revoked.', {'error': 'invalid_grant'})")
