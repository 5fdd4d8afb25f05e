x = 3
print(f"css: a { color: red; }")
