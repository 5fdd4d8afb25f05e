import datetime, warnings
warnings.simplefilter("error")
print(datetime.datetime.utcnow())
