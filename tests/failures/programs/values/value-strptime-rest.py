from datetime import datetime
datetime.strptime("2024-01-31 10:00", "%Y-%m-%d")
