import datetime
datetime.timedelta(months=1)
