import re
re.search("a", b"abc")
