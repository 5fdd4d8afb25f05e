import datetime
datetime.datetime(2024, 1, 31, 10, 0, 0, 2000000)
