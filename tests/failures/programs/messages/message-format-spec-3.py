format("a", "+")
