import datetime
datetime.datetime.fromtimestamp(1e20)
