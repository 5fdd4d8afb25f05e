import os
os.posix_spawn("/bin/true", ["true"], {}, file_actions=[(99, 1)])
