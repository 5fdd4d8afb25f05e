from lxml import etree
etree.fromstring("<a/>").xpath("//x:a")
