This is a test of the thing
