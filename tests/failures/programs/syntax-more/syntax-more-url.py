x = http://example.com
