import requests
requests.get("https://localhost:9", verify="/nonexistent/ca.pem")
