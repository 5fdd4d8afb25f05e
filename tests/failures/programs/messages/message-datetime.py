import datetime
datetime.datetime.now().isoformat(timespec="minute")
