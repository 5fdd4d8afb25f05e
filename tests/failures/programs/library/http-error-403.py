import urllib.error, io
raise urllib.error.HTTPError("http://x", 403, "Forbidden", {}, io.BytesIO())
