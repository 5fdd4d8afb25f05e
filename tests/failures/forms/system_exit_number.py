import sys

try:
    {}["port"]
except KeyError:
    sys.exit(3)

# expect: root: none
# expect: count: 0
