import pwd
pwd.getpwnam("nobody-there")
