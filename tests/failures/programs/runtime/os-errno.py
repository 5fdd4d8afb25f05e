import os
print(os.errno.ENOENT)
