text = print("hello")
print(text.upper())
