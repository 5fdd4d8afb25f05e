raise AttributeError("'ImageDraw' object has no attribute 'textsize'. Did you mean: 'textbbox'?")
