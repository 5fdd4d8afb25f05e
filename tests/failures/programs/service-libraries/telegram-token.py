class InvalidToken(Exception): pass
InvalidToken.__module__ = "telegram.error"
raise InvalidToken("The token `123:abc` was rejected by the server.")
