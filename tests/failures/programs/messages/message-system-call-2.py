import os
os.sysconf("SC_NOTHING")
