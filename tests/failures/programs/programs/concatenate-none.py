config = {"host": "localhost"}
port = config.get("port")
url = "http://" + config["host"] + ":" + port
