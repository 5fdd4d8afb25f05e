import warnings
warnings.filters.insert(0, ("shout", None, Warning, None, 0))
warnings._filters_mutated() if hasattr(warnings, "_filters_mutated") else None
warnings.warn("x")
