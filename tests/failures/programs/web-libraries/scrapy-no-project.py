import sys
from scrapy.cmdline import execute
sys.stdout = sys.stderr
execute(["scrapy", "crawl", "books"])
