from html.parser import HTMLParseError
