import re
print(re.findall("a", None))
