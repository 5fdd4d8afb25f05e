import csv
with open("out.csv", "wb") as f:
    w = csv.writer(f)
    w.writerow(["a", "b"])
