import xml.etree.ElementTree as ET
book = ET.fromstring("<book/>")
print(book.find("title").text)
