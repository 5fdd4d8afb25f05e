import paramiko
raise paramiko.ssh_exception.AuthenticationException("Authentication failed.")
