import hashlib
password = "secret"
print(hashlib.sha256(password).hexdigest())
