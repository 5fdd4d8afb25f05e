from pathlib import Path
Path("a").endswith(".txt")
