b"\x81".decode("cp1252")
