import datetime
datetime.date.fromisocalendar(2024, 60, 1)
