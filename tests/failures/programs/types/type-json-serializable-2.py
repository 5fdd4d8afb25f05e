import json, datetime
json.dumps(datetime.date(2024, 1, 1))
