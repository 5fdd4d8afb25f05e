def connect():
    pass
with connect() as link:
    pass
