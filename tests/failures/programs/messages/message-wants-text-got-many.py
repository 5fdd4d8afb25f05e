import datetime
parts = "2024-01-31".split("-")
datetime.datetime.strptime(parts, "%Y")
