print(hello")
