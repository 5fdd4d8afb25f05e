import configparser
c = configparser.ConfigParser(); c.read("missing.ini")
c.get("db", "host")
