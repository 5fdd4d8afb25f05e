name = 1
x = name "b"
