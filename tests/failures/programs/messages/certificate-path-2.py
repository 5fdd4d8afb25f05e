import ssl
ssl.create_default_context(cafile=[1])
