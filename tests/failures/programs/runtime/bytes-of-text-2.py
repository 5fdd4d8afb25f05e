import base64
name = "ada"
print(base64.b64encode(name))
