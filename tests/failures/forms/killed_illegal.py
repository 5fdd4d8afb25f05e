import os
import signal

os.kill(os.getpid(), signal.SIGILL)

# expect: count: 1
# expect: root.kind: signal
# expect: root.type: SIGILL
# expect: root.signal: 4
