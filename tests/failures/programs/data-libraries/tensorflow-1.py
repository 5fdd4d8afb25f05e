raise AttributeError("module 'tensorflow' has no attribute 'placeholder'")
