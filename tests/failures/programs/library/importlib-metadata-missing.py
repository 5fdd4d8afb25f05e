import importlib.metadata
importlib.metadata.version("not-there-at-all")
