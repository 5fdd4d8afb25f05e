import os
print(os.path.join(os.environ.get("DATA_DIR_X"), "a.csv"))
