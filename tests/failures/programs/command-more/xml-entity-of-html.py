import xml.etree.ElementTree as ET
ET.fromstring("<a>\n&nbsp;</a>")
