user = {"name": "Ada"}
print(user.get("mail").lower())
