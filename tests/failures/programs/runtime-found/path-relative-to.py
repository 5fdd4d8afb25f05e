from pathlib import Path
Path("/tmp/a").relative_to("/usr")
