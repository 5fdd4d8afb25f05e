print(b"616263".decode("hex"))
