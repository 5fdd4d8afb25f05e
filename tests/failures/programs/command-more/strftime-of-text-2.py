import time, datetime
def seconds(d):
    return time.mktime(d)
seconds(datetime.datetime(2024, 1, 1))
