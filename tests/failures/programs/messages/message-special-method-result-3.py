import datetime
class Zone(datetime.tzinfo):
    def utcoffset(self, dt):
        return 60
print(datetime.datetime(2024, 1, 1, tzinfo=Zone()))
