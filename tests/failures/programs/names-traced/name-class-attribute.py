class Settings:
    limit = 3
print(limit)
