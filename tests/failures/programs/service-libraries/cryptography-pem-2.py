from cryptography.hazmat.primitives.serialization import load_pem_private_key
load_pem_private_key(b"hello", None)
