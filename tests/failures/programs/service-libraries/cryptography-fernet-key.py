from cryptography.fernet import Fernet
Fernet(b"c2hvcnQ=")
