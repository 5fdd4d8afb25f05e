from pathlib import Path
for p in Path("data"):
    print(p)
