import tomllib
open("x.toml", "w").close()
tomllib.load(open("x.toml"))
