import ssl
c = ssl.create_default_context()
c.verify_mode = ssl.CERT_NONE
