import csv
list(csv.reader(["a\0b"]))
