import re
re.search("a", "A", "i")
