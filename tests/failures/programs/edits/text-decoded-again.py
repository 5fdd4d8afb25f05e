text = 'a'
print(text.decode('utf-8'))
