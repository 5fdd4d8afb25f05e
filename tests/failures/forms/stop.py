import sys

sys.stderr.write("INFO: all is well\nNote: nothing failed\nerror: 0 found\nWarning: deprecated\n")

# expect: count: 0
# expect: root: none
