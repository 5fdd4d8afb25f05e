def find(rows, wanted):
    for row in rows:
        if row["id"] == wanted:
            return row
print(find([], 3)["name"])
