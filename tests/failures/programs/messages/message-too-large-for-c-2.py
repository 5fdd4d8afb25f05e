import time
print(time.localtime(10**20))
