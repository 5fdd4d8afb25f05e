import sys
from mypy.main import main
open("a.py", "w").write("import not_there_at_all_x\n")
main(args=["--cache-dir=/dev/null", "a.py"], stdout=sys.stderr, stderr=sys.stderr)
