import datetime
datetime.date(31, 13, 1)
