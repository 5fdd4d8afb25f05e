import warnings
warnings.warn("old", category="DeprecationWarning")
