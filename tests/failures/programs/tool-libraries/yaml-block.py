import yaml
yaml.safe_load("a: 1\n b: 2\nc:\n  - 1\n d: 2")
