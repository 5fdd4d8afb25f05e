import ssl
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).set_ecdh_curve("nonsense")
