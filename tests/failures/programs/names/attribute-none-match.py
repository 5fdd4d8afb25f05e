import re
print(re.match("b", "abc").group())
