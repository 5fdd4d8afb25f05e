raise ValueError("Shapes (None, 1) and (None, 10) are incompatible")
