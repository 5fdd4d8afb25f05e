from collections import namedtuple
Row = namedtuple("Row", ["unit price", "n"])
