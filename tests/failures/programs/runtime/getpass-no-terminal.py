import getpass
print(len(getpass.getpass()))
