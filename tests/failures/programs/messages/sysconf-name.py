import os
os.sysconf("SC_NONSENSE")
