import configparser
c = configparser.ConfigParser(); c.read_string("[a]\nb = 50%")
c.get("a", "b")
