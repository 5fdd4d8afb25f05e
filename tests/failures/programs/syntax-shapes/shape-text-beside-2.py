a = "x"
x = a 'b'
