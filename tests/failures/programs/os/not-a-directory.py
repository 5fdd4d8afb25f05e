open("f", "w").close()
open("f/x")
