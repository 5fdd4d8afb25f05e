data = bytearray(2)
data[0] = -1
