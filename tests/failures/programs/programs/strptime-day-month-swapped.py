from datetime import datetime
d = datetime.strptime("2024-13-05", "%Y-%m-%d")
