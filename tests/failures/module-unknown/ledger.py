import frobnicate_ledger

print(frobnicate_ledger)
