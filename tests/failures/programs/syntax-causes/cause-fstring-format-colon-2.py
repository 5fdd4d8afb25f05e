x = 3.14159
print(f"value: {x, .2f}")
