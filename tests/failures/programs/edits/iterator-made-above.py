numbers = map(int, ['1', '2'])
print(len(numbers))
