import binascii
binascii.unhexlify("zz")
