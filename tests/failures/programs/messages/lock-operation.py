import fcntl
fcntl.lockf(0, 64)
