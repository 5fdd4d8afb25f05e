import paramiko
a, b = paramiko.RSAKey.generate(1024), paramiko.RSAKey.generate(1024)
raise paramiko.ssh_exception.BadHostKeyException("example.org", a, b)
