from cryptography.fernet import Fernet
Fernet(Fernet.generate_key()).decrypt(Fernet(Fernet.generate_key()).encrypt(b"a"))
