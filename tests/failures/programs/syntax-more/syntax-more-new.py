x = new Shop(1)
