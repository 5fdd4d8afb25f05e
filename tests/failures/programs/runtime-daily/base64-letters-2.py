import binascii
binascii.unhexlify("“ab”")
