data = b'a {}'
print(data.format(1))
