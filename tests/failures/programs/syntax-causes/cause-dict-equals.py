config = {
    "host": "localhost",
    "port" = 8080,
}
print(config["port"])
