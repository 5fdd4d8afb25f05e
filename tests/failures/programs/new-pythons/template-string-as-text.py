name = "Ada"
hello = t"Hello {name}"
print(hello + "!")
