static x = 1
