import csv
csv.field_size_limit("1000")
