from datetime import date
print(date("2020-01-01"))
