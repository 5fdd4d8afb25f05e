raise AttributeError("'FreeTypeFont' object has no attribute 'getsize'. Did you mean: 'size'?")
