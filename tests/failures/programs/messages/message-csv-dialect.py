import csv, io
csv.reader(io.StringIO(), delimiter=", ")
