import os
import signal

os.kill(os.getpid(), signal.SIGTERM)

# expect: count: 1
# expect: root.type: SIGTERM
