from flask import Flask
app = Flask(__name__)
app.testing = True
app.test_client().get("/")
app.route("/")(lambda: "")
