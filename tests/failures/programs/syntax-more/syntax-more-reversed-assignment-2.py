len("x") = n
