import sys
script, name = sys.argv
