import datetime
datetime.datetime(2024, 1, 1, tzinfo="UTC")
