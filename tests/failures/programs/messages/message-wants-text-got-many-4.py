import csv
csv.reader(["a"], delimiter=[","])
