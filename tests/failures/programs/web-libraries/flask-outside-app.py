from flask import current_app
current_app.name
