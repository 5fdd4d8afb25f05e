import decimal
int(decimal.Decimal("inf"))
