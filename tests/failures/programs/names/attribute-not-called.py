text = "a b"
print(text.upper.split())
