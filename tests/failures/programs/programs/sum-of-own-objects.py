from datetime import timedelta
print(sum([timedelta(1), timedelta(2)]))
