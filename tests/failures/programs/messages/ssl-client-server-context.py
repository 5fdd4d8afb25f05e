import ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO())
