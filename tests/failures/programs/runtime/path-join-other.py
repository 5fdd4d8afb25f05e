import os
print(os.path.join("runs", 7))
