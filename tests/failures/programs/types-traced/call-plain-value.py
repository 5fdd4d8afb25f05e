name = "Ada"
print(name())
