import ssl
ssl.RAND_egd("/x")
