import datetime
datetime.timezone(None)
