import yaml
yaml.safe_load("a: 1\nb:2\nc: 3")
