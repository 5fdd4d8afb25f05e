import time
print(time.strftime("%Y", 0))
