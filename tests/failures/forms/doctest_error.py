"""
>>> {}["absent"]
1
"""
import doctest
import sys

sys.stdout = sys.stderr
doctest.testmod()

# expect: count: 1
# expect: root.type: KeyError
# expect: root.origin: doctest
# expect: root.message: 'absent'
