import google.auth
google.auth.default()
