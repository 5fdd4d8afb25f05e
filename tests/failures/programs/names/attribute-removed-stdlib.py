import time
time.clock()
