import time
print(time.strftime("%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0)))
