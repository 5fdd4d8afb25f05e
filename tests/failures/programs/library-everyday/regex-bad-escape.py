import re
re.compile("C:\\Users\\yo")
