import re
re.compile("*.txt")
