import os, sys
from mypy.main import main
for d in "ab":
    os.mkdir(d)
    open(d + "/x.py", "w").close()
main(args=["--cache-dir=/dev/null", "a/x.py", "b/x.py"], stdout=sys.stderr, stderr=sys.stderr)
