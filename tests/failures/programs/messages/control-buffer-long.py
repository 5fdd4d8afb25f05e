import fcntl
fcntl.fcntl(0, 1, b"x" * 2000)
