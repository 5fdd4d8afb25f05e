import datetime
datetime.datetime.strptime(None, "%Y")
