import csv
csv.writer("out.csv")
