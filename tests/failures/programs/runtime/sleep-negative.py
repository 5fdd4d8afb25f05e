import time
time.sleep(3 - 5)
