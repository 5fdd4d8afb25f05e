import hashlib
hashlib.scrypt(b"secret", salt=b"x")
