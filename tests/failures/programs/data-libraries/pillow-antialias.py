raise AttributeError("module 'PIL.Image' has no attribute 'ANTIALIAS'")  # image.resize((8, 8), Image.ANTIALIAS)
