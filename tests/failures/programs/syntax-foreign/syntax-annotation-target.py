"name": "Ada"
