import jwt
jwt.decode(jwt.encode({}, "k"), "k")
