import datetime
class Zone(datetime.tzinfo):
    pass
print(datetime.datetime(2024, 1, 1, tzinfo=Zone()))
