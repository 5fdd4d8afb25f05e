import json, pathlib
bill = {'file': pathlib.Path('a')}
with open('bill.json', 'w') as f:
    json.dump(bill, f)
