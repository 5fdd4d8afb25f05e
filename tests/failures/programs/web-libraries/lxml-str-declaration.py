from lxml import etree
etree.fromstring('<?xml version="1.0" encoding="utf-8"?><a/>')
