b"gr\xfcn".decode("utf-8")
