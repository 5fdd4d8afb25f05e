import sys
from coverage.cmdline import main
sys.stdout = sys.stderr
sys.exit(main(["report"]))
