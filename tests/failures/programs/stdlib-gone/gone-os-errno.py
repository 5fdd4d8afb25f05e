from os import errno
