try:
    lazy import yaml
except ImportError:
    yaml = None
