text = 'abc'
print(text.contains('a'))
