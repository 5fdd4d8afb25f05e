import vault

print(vault.open_silently("_cffi_backend"))
