from datetime import datetime
datetime.strptime("1", "%Q")
