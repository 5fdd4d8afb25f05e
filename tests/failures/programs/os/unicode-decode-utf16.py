b"\xff\xfea\0".decode("utf-8")
