from datetime import datetime
datetime.strptime("2024-01-31", "%d.%m.%Y")
