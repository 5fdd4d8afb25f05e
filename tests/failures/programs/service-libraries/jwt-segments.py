import jwt
jwt.decode("abc", "k", algorithms=["HS256"])
