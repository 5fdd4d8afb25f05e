user = "ada"
query = f"SELECT * FROM t WHERE a = "{user}""
print(query)
