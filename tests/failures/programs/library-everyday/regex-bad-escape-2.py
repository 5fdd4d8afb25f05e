import re
re.sub("a", "C:\\Users", "a")
