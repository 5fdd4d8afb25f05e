import re
number = 12
print(re.findall(r'\d', number))
