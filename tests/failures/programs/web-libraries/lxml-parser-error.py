import lxml.html
lxml.html.fromstring("")
