b"gr\xc3\xbcn".decode("ascii")
