int("ff")
