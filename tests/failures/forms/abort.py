import os

os.abort()

# expect: count: 1
# expect: root.type: SIGABRT
# expect: root.signal: 6
