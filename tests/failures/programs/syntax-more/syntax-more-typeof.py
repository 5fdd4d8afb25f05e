x = typeof a
