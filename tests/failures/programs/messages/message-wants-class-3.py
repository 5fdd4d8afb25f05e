super("Point", 1)
