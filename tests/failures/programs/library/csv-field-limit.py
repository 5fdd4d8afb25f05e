import csv
list(csv.reader(['"' + "x" * 200000]))
