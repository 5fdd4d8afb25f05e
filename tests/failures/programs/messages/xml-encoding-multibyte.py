import xml.etree.ElementTree as ET
ET.fromstring(b'<?xml version="1.0" encoding="gbk"?><a/>')
