import re
re.compile("(?P<a>x)(?P<a>y)")
