import time
print(time.strftime("%d.%m.%Y", "2024-01-31"))
