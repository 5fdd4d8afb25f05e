import datetime
print(datetime.time(1) < datetime.time(2, tzinfo=datetime.timezone.utc))
