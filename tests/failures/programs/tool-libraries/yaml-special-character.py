import yaml
yaml.safe_load("a: \x07")
