data = b"caf\xc3\xa9"
print(data.decode("ascii"))
