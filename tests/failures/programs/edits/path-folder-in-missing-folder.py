from pathlib import Path
Path('out/today').mkdir()
