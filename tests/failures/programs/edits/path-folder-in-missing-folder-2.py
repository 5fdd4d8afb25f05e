from pathlib import Path
Path('out/today').mkdir(exist_ok=True)
