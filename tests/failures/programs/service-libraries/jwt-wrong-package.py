raise AttributeError("module 'jwt' has no attribute 'encode'")
