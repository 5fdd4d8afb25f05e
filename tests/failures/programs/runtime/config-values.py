import configparser
config = configparser.ConfigParser()
config["server"] = {}
config.set("server", "port", 80)
