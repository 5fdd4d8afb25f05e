import errno, os
raise OSError(errno.ENFILE, os.strerror(errno.ENFILE), "data.csv")
