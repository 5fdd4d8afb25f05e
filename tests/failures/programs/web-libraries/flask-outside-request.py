from flask import request
request.args
