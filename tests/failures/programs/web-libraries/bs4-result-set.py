from bs4 import BeautifulSoup
BeautifulSoup("<a>x</a>", "html.parser").find_all("a").text
