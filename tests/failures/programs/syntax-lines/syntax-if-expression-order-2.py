y = True
x = if y then 1 else 2
