raise AttributeError("'Sequential' object has no attribute 'predict_classes'")
