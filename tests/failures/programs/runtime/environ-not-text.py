import os
os.environ["WORKERS"] = 4
