import configparser
configparser.ConfigParser().readfp(open("/dev/null"))
