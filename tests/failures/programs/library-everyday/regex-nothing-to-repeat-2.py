import re
re.compile("c++")
