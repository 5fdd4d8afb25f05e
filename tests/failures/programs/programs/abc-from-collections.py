from collections import Iterable, Mapping
