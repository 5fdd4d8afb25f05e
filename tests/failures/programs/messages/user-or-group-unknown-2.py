import pwd
pwd.getpwuid(987654)
