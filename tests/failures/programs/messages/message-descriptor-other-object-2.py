from datetime import datetime
print(datetime.strftime("%Y", "2024"))
