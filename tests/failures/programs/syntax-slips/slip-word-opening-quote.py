names = ["ada", bob", "cy"]
