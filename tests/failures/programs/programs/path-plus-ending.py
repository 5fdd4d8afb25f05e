from pathlib import Path
path = Path("data/x.txt")
backup = path + ".bak"
