import re
name = "Ada"
hello = t"Hello {name}"
re.search("Ada", hello)
