from pathlib import Path
base = Path("data")
f = base + "/x.txt"
