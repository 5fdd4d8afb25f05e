import re
re.search("f(", "f(x)")
