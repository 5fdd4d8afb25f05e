import yaml
yaml.safe_load("a:\n\tb: 1")
