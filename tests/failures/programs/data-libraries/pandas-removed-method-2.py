raise AttributeError("'DataFrame' object has no attribute 'iteritems'")
