import re
rows = ["a1", "b2"]
print(re.sub(r"\d", "", rows))
