from lxml import etree
etree.fromstring("<a/>").xpath("//a[")
