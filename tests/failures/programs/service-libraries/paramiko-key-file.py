import paramiko
open("key", "w").write("PuTTY-User-Key-File-2: ssh-rsa\n")
paramiko.RSAKey.from_private_key_file("key")
