import tomllib
tomllib.loads("a = b")
