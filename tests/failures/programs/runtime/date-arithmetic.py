import datetime
print(datetime.datetime.now() - 5)
