import os
import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGINT)

# Ctrl-C: nobody is to be told.
# expect: root: none
