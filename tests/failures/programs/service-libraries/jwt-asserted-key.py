import jwt
jwt.encode({}, None)
