from sys import setdefaultencoding
