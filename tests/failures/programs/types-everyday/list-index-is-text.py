rows = [1, 2]
chosen = "0"
print(rows[chosen])
