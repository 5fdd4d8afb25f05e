b"\xff".decode("utf-8", errors="skip")
