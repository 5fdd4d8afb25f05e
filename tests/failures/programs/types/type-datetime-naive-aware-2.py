from datetime import datetime, timezone
print(datetime.now() - datetime.now(timezone.utc))
