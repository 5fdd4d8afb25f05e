raise ValueError("Data cardinality is ambiguous:\n  x sizes: 3\n  y sizes: 2\nMake sure all arrays contain the same number of samples.")
