from flask import Flask
app = Flask(__name__)
def d(f):
    def wrapper(): return f()
    return wrapper
@app.route("/a")
@d
def a(): return ""
@app.route("/b")
@d
def b(): return ""
