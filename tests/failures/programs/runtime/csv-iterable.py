import csv, sys
csv.writer(sys.stdout).writerow(5)
