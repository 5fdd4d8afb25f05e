import os
import signal

os.kill(os.getpid(), signal.SIGKILL)

# expect: count: 1
# expect: root.type: SIGKILL
# expect: root.signal: 9
