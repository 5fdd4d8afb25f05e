from bs4 import BeautifulSoup
soup = BeautifulSoup('<a>x</a>', 'html.parser')
print(soup.find_all('a').text)
