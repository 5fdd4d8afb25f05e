import datetime
print(datetime.datetime.now() < datetime.date.today())
