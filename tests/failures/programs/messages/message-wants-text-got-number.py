import datetime
datetime.datetime.strptime(20240131, "%Y%m%d")
