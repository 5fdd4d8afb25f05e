import datetime
datetime.datetime.now("UTC")
