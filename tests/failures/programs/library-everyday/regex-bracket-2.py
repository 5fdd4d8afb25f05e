import re
re.compile("[z-a]")
