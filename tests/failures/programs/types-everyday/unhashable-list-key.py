cells = {}
cells[[1, 2]] = "x"
