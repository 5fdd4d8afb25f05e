data = b'a'
print(data.encode('utf-8'))
