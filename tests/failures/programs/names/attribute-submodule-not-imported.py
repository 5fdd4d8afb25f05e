import xml
xml.etree.ElementTree.parse("x")
