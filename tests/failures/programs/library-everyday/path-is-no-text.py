from pathlib import Path
Path("a").join("b")
