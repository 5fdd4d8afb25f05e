import yaml
yaml.safe_load('a: "C:\\dir"')
