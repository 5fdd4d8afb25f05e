import datetime
print(datetime.timedelta(1).hours)
