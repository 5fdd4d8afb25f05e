from flask import Flask
app = Flask(__name__)
app.testing = True
@app.route("/")
def a(): pass
app.test_client().get("/")
