memoryview(bytearray(4)).cast("B", [2, 2])[0]
