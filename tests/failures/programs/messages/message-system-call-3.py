import os
os.utime(".", times=(1, 1), ns=(1, 1))
