name = "Ada"
print("Hello " + t"{name}")
