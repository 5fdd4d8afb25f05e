import datetime
print(datetime.timedelta(days="1"))
