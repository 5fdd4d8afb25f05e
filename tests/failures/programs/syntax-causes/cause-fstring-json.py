data = f'{"name": "ada", "age": {3}}'
print(data)
