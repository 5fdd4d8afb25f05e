raise AttributeError("`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.")  # x = np.float_(1)
