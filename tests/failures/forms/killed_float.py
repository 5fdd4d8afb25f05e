import os
import signal

os.kill(os.getpid(), signal.SIGFPE)

# expect: count: 1
# expect: root.kind: signal
# expect: root.type: SIGFPE
# expect: root.signal: 8
