name = "Ada"
print(t"{name}".upper())
