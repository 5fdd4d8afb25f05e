import datetime
datetime.date(2024, 1, day=1, month=2)
