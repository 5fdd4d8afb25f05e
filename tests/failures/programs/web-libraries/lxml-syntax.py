from lxml import etree
etree.fromstring("<a><br></a>")
