import datetime
datetime.datetime.now("Europe/Berlin")
