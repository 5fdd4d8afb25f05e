import datetime
print(datetime.date.fromisocalendar(2024, 60, 1))
