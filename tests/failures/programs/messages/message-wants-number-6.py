import decimal
print(decimal.Decimal([1]))
