import re
re.compile("(?P<1a>x)")
