import os
os.stat_result((1, 2))
