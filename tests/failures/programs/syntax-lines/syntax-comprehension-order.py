y = [1, 2]
x = [for i in y: i * 2]
