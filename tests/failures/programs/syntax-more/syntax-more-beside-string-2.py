name = 1
x = "a" name "b"
