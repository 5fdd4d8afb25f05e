import os, threading, time
threading.Thread(target=time.sleep, args=(0.3,)).start()
os.fork()
raise SystemExit(1)
