from flask import Flask, session
app = Flask(__name__)
with app.test_request_context():
    session["a"] = 1
