from pathlib import Path
out = Path('out')
out.mkdir()
out.mkdir()
