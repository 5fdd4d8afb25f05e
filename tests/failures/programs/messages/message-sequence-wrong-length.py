import time
print(time.strftime("%Y", time.struct_time((2024, 1, 31))))
