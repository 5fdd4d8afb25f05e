import jwt
token = jwt.encode({}, "k").decode()
