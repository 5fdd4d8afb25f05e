import configparser
config = configparser.ConfigParser()
config.read_string("[shop]\nopen=maybe")
config.getboolean("shop", "open")
