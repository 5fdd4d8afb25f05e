import jwt
jwt.decode(jwt.encode({"aud": "a"}, "k"), "k", algorithms=["HS256"])
