users = {"ada": {"age": 36}}
for user in users:
    print(user["age"])
