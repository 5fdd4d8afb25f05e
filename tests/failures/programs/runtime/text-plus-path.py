from pathlib import Path
folder = Path("data")
print("in " + folder)
