memoryview(bytearray(3))[0] = "a"
