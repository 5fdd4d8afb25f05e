import pathlib
import yaml
yaml.safe_dump(pathlib.Path("a"))
