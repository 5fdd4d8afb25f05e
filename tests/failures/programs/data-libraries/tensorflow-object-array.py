raise ValueError("Failed to convert a NumPy array to a Tensor (Unsupported object type float).")
