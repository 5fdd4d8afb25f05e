import hashlib
hashlib.blake2b(digest_size=100)
