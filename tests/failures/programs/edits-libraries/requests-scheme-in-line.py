import requests
answer = requests.get('example.com/a')
