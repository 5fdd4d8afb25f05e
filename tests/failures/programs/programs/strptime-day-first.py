from datetime import datetime
d = datetime.strptime("05/06/2024", "%Y-%m-%d")
