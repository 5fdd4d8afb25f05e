import jwt
jwt.decode(jwt.encode({}, "k"), "other", algorithms=["HS256"])
