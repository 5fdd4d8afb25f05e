// the main program
x = 1
