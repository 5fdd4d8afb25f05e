import datetime
datetime.timezone(2)
