import hashlib
hashlib.scrypt(b"secret", salt=b"x", n=3, r=8, p=1)
