import os
print(os.path.join("data", None))
