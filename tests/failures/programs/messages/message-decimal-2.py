import decimal
decimal.Decimal((0, "12", 1))
