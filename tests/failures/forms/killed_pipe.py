import os
import signal

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGPIPE)

# The reader went away: nobody is to be told.
# expect: root: none
