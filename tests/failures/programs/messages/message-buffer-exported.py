b = bytearray(4)
v = memoryview(b)
b.append(1)
