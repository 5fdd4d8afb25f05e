import fcntl
fcntl.flock(0)
