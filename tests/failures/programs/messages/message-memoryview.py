memoryview(bytearray(4)).cast("I")[0:1] = b"abc"
