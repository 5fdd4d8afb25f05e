import os
import signal

os.kill(os.getpid(), signal.SIGBUS)

# expect: count: 1
# expect: root.kind: signal
# expect: root.type: SIGBUS
# expect: root.signal: 7
