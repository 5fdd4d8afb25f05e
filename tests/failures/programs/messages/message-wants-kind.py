import datetime
datetime.datetime.combine("2024-01-31", datetime.time())
