print(abs("-5"))
