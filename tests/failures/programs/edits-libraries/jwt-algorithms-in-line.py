import jwt
print(jwt.decode('a.b.c', 'key'))
