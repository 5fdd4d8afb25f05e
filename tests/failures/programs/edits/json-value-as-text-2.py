import json, decimal
bill = {'sum': decimal.Decimal('1.5')}
print(json.dumps(bill, indent=2))
