import jwt
jwt.decode(jwt.encode({"exp": 1}, "k"), "k", algorithms=["HS256"])
