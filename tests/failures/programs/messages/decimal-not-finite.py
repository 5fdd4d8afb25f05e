import decimal
int(decimal.Decimal("nan"))
