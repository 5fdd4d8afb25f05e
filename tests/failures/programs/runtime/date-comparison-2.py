import datetime
print(datetime.date.today() > "2020-01-01")
