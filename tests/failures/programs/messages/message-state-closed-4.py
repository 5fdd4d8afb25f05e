with memoryview(b"abc") as m:
    pass
print(m[0])
