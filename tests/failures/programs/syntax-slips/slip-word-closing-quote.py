names = ["ada", "bob, "cy"]
