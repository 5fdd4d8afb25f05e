import os
os.path.join(os.environ.get("NOT_SET_ANYWHERE"), "x")
