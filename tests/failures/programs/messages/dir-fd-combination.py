import os
os.stat(0, dir_fd=0)
