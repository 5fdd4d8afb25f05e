import configparser
configparser.ConfigParser().read_string("[shop]\nname=1\nname=2")
