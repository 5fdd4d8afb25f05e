import yaml
yaml.safe_load("a: !Ref b")
