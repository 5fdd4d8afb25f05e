len.__name__ = "size"
