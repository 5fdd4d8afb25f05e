name = "Ada"
greeting = t"Hello {name}, " "welcome"
