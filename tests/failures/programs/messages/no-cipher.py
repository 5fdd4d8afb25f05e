import ssl
ssl.create_default_context().set_ciphers("nonsense")
