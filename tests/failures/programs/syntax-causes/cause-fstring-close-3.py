x, y = 1, 2
text = f'{x} and {y'
print(text)
