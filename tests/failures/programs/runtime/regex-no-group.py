import re
m = re.match("(a)", "a")
print(m.group(2))
