from pathlib import Path
for p in [Path("a.txt")]:
    if p.endswith(".txt"):
        print("yes")
