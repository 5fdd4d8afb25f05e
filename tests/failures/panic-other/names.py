import vault

print(vault.first([]))
