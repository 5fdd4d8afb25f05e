import requests
from bs4 import BeautifulSoup
BeautifulSoup(requests.Response(), "html.parser")
