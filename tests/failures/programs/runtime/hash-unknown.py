import hashlib
hashlib.new("sha-257x")
