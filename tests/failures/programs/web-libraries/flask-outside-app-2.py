from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask("a")
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)
db.create_all()
