import vault

print(vault.open("_cffi_backend"))
