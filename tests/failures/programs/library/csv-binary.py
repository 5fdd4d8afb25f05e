import csv
list(csv.reader([b"a,b"]))
