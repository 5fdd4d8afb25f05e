import re
re.sub("a", "\\d", "a")
