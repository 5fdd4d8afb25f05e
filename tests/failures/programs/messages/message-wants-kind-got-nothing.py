import datetime
datetime.datetime.combine(None, datetime.time())
