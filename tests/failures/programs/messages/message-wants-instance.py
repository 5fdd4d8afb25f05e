import datetime
datetime.timezone.utc.utcoffset(5)
