import decimal
int(decimal.Decimal("Infinity"))
