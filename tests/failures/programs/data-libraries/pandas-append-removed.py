raise AttributeError("'DataFrame' object has no attribute 'append'. Did you mean: '_append'?")
