from datetime import datetime
datetime.fromisoformat("2024-01-31T10:00:00Z")
