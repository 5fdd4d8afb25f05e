from scrapy.spiderloader import SpiderLoader
from scrapy.settings import Settings
SpiderLoader.from_settings(Settings({"SPIDER_MODULES": []})).load("books")
