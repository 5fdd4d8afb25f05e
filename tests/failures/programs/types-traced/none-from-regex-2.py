import re
found = re.search("[0-9]+", "room")
print(found[0])
