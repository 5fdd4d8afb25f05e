raise AttributeError("`np.NaN` was removed in the NumPy 2.0 release. Use `np.nan` instead.")
