import csv, sys
csv.DictWriter(sys.stdout, ["a"]).writerow({"b": 1})
