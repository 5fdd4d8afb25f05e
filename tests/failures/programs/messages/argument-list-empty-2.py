import os
os.execve("/bin/true", [""], {})
