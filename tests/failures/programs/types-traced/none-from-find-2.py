import xml.etree.ElementTree as ET
book = ET.fromstring("<book/>")
title = book.find("title")
print(title.text)
