settings = {
    "host": "localhost",
    "ports": [80, 443,
    "debug": False,
}
print(settings)
