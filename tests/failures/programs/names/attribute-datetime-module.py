from datetime import datetime
print(datetime.timedelta(1))
