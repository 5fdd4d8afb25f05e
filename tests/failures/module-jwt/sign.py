import jwt

print(jwt.encode({}, "secret"))
