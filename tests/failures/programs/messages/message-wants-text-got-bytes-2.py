import csv, io
csv.reader(["a"], delimiter=b",")
