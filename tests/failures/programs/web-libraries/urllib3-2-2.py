from urllib3.util.ssl_ import DEFAULT_CIPHERS
