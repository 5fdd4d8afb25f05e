import configparser
config = configparser.ConfigParser()
config.read_string("[shop]\nname=x")
config.get("shop", "port")
