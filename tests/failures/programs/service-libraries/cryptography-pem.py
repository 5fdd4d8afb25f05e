from cryptography.hazmat.primitives.serialization import load_pem_private_key
load_pem_private_key(b"-----BEGIN PRIVATE KEY-----\\nMII=\\n-----END PRIVATE KEY-----", None)
