from html.parser import HTMLParser

class Links(HTMLParser):
    def __init__(self):
        self.links = []

Links().feed("<a>")
