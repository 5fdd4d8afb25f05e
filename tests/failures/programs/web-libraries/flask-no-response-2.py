from flask import Flask
app = Flask(__name__)
app.testing = True
@app.route("/")
def a(): return 5
app.test_client().get("/")
