import _hashlib
_hashlib.hmac_new(b"key", b"text")
