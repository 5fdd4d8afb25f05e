"abc".decode("utf-8")
