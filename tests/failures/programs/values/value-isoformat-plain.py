from datetime import datetime
datetime.fromisoformat("31.1.2024")
