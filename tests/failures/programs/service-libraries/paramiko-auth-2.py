import paramiko
raise paramiko.ssh_exception.BadAuthenticationType("Bad authentication type", ["publickey"])
