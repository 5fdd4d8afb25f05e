import csv
def load(path):
    with open(path, encoding="ascii") as f:
        return list(csv.reader(f))
open("a.csv", "w", encoding="utf-8").write("Größe,1\n")
load("a.csv")
