import json, datetime
bill = {'day': datetime.date(2026, 1, 2)}
print(json.dumps(bill))
