bytes(5, "utf-8")
