import datetime
print(datetime.date.max + datetime.timedelta(days=1))
