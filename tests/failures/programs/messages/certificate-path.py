import ssl
ssl.create_default_context().load_cert_chain(5)
