import paramiko
raise paramiko.ssh_exception.SSHException("Server 'example.org' not found in known_hosts")
