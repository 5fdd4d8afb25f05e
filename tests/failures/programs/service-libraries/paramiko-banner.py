import paramiko
c = paramiko.SSHClient()
c.connect("127.0.0.1", port=9)
