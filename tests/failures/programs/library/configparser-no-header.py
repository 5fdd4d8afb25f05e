import configparser
configparser.ConfigParser().read_string("a = 1")
