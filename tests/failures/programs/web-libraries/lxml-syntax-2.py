from lxml import etree
etree.fromstring("")
