import requests
raise requests.exceptions.TooManyRedirects("Exceeded 30 redirects.")
