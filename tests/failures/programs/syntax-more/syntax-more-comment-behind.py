x = 1  // number of rows
