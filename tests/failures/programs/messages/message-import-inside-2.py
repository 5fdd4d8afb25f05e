__import__("os", level=-1)
