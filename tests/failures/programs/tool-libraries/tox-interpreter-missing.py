import sys
from tox import cmdline
sys.stdout = sys.stderr
open("tox.ini", "w").write("[tox]\nskipsdist = true\nenvlist = py35\n[testenv]\ncommands = python -V\n")
cmdline(["-e", "py35"])
