from flask import Flask
app = Flask(__name__)
app.testing = True
@app.route("/")
def index():
    print("hi")
app.test_client().get("/")
